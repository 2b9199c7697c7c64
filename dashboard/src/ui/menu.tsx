import { Button, Dropdown, List } from "@saleor/macaw-ui";
import { Ellipsis } from "lucide-react";
import { useText } from "../text";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  disabled?: boolean;
}

/** Further actions behind three points. */
export function Menu(props: { items: MenuItem[]; label?: string }) {
  const t = useText();
  return (
    <Dropdown>
      <Dropdown.Trigger>
        <Button
          variant="secondary"
          icon={<Ellipsis size={16} />}
          aria-label={props.label ?? t("more")}
        />
      </Dropdown.Trigger>
      <Dropdown.Content align="end">
        <List
          padding={2}
          borderRadius={4}
          boxShadow="defaultOverlay"
          backgroundColor="default1"
        >
          {props.items.map(({ label, onSelect, disabled }) => (
            <Dropdown.Item key={label}>
              <List.Item
                paddingX={2}
                paddingY={1.5}
                borderRadius={4}
                disabled={disabled}
                onClick={() => !disabled && onSelect()}
              >
                {label}
              </List.Item>
            </Dropdown.Item>
          ))}
        </List>
      </Dropdown.Content>
    </Dropdown>
  );
}
