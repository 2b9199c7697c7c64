import { Button, type ButtonProps } from "@saleor/macaw-ui";

/**
 * A button that does nothing while what it began is going on. It keeps the focus then,
 * which a disabled one would lose.
 */
export function BusyButton({
  busy,
  onClick,
  ...rest
}: ButtonProps & { busy: boolean | undefined }) {
  return (
    <Button
      {...rest}
      aria-disabled={busy}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  );
}
