import { useMounted } from '@mantine/hooks';
import { useId, useState } from 'react';

/** Connects a floating element to the button that opens it. */
export interface Floating {
  /** ID of the button. The component kit derives the ID of the floating element from it. */
  readonly id: string;
  readonly button: HTMLElement | null;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
}

/**
 * A button that opens a menu or a panel. Positioning code is large, so the floating element is a separate, lazily
 * loaded component, which takes `floating` and is mounted while `isNeeded`.
 */
export function useFloatingButton(kind: 'menu' | 'dialog') {
  const id = useId();
  const [button, setButton] = useState<HTMLElement | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isNeeded, setIsNeeded] = useState(false);
  const floating: Floating = { id, button, isOpen, onChange: setIsOpen };
  return {
    floating,
    /** True from the first opening on, so that closing is animated and returns the focus. */
    isNeeded,
    buttonProps: {
      ref: setButton,
      id,
      onClick: () => {
        setIsNeeded(true);
        setIsOpen((before) => !before);
      },
      'aria-haspopup': kind,
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? `${id}-dropdown` : undefined,
      'data-expanded': isOpen || undefined,
    },
  };
}

/**
 * Props of the component kit's menus and panels for a floating element. It opens after it is mounted, because the kit
 * animates only changes, and remembers the focus only when it opens.
 */
export function useFloatingProps({ id, isOpen, onChange }: Floating) {
  const isMounted = useMounted();
  return { id, opened: isOpen && isMounted, onChange };
}
