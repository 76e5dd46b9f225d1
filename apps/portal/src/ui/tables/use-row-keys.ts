import { useCallback, useState, type KeyboardEvent } from 'react';

interface RowKeys {
  readonly active: number;
  setActive(index: number): void;
  onKeyDown(event: KeyboardEvent): void;
}

interface RowActions {
  readonly count: number;
  readonly open?: (index: number) => void;
  readonly toggle?: (index: number) => void;
  readonly clear?: () => void;
}

/** Keyboard control of rows: J and K (or the arrows) move, Enter opens, X selects, Escape clears. */
export function useRowKeys({ count, open, toggle, clear }: RowActions): RowKeys {
  const [active, setActive] = useState(0);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
      const move = (to: number): void => {
        event.preventDefault();
        setActive(Math.min(count - 1, Math.max(0, to)));
      };
      switch (event.key) {
        case 'j':
        case 'ArrowDown':
          move(active + 1);
          break;
        case 'k':
        case 'ArrowUp':
          move(active - 1);
          break;
        case 'Home':
          move(0);
          break;
        case 'End':
          move(count - 1);
          break;
        case 'Enter':
          if (event.target instanceof HTMLElement && event.target.role === 'row') open?.(active);
          break;
        case 'x':
          toggle?.(active);
          break;
        case 'Escape':
          clear?.();
          break;
        default:
      }
    },
    [active, count, open, toggle, clear],
  );
  return { active, setActive, onKeyDown };
}
