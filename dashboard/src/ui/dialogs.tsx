import { Button, Input, Modal } from "@saleor/macaw-ui";
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { useText } from "../text";
import { BusyButton } from "./busy-button";
import { NO_ROLE } from "./fields";
import css from "./ui.module.css";
import { useDialogGuards } from "./unsaved";

/** What has the focus now, or what had it before the menu that has it was opened. */
function focused(): Element | null {
  const menu = document.activeElement?.closest("[role=menu]");
  const opener = menu?.getAttribute("aria-labelledby");
  return opener ? document.getElementById(opener) : document.activeElement;
}

/** Gives the focus back when a dialog is closed: macaw-ui's has no button that opens it. */
function useFocusGivenBack(open: boolean): void {
  const before = useRef<Element | null>(null);
  // While it is drawn: afterwards the dialog has the focus.
  if (open && !before.current) before.current = focused();
  useLayoutEffect(() => {
    if (!open) return;
    return () => {
      const element = before.current;
      before.current = null;
      setTimeout(() => {
        const isLost = document.activeElement === document.body;
        if (isLost && element instanceof HTMLElement) element.focus();
      });
    };
  }, [open]);
}

/**
 * A dialog over the page, with what can be done at its end.
 *
 * Cancel, Escape and a click beside it ask first where a form in it was typed into.
 */
export function Dialog(props: {
  title: string;
  open: boolean;
  onClose: () => void;
  wide?: boolean;
  /** The name of the button that does nothing. */
  closeLabel?: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const t = useText();
  const id = useId();
  const { close, guarded } = useDialogGuards(props.onClose);
  useFocusGivenBack(props.open);
  return (
    <Modal open={props.open} onChange={(open) => !open && close()}>
      <Modal.Content
        disableAutofocus={false}
        dialogContentProps={{ "aria-labelledby": id, "aria-describedby": undefined }}
      >
        <div className={css.dialog} data-wide={props.wide || undefined}>
          <h2 className={css.dialogTitle} id={id}>
            {props.title}
          </h2>
          {guarded(props.children)}
          <div className={css.actions} style={{ justifyContent: "flex-end" }}>
            <Button variant="secondary" onClick={close}>
              {props.closeLabel ?? t(props.actions ? "cancel" : "close")}
            </Button>
            {props.actions}
          </div>
        </div>
      </Modal.Content>
    </Modal>
  );
}

/** Asks before something is deleted: with its name to be typed where much goes with it. */
export function ConfirmDialog(props: {
  title: string;
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  confirmLabel: string;
  /** The name that has to be typed. */
  typed?: string;
  busy?: boolean;
  children?: ReactNode;
}) {
  const t = useText();
  const [text, setText] = useState("");
  const right = !props.typed || text.trim() === props.typed.trim();
  return (
    <Dialog
      title={props.title}
      open={props.open}
      onClose={props.onClose}
      actions={
        <BusyButton
          variant="error"
          disabled={!right}
          busy={props.busy}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </BusyButton>
      }
    >
      {props.children}
      {props.typed && (
        <Input
          label={t("confirm.type", { name: props.typed })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          {...NO_ROLE}
        />
      )}
    </Dialog>
  );
}
