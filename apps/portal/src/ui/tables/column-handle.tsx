import {
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { limitWidth, MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH } from './table-layout.js';

/** Change of the width by one press of an arrow key, in pixels. */
const STEP = 16;

interface ColumnHandleProps {
  readonly name: string;
  /** Receives the width in pixels; undefined restores the default width. */
  readonly onResize: (width: number | undefined) => void;
}

/** Handle at the right edge of a header: drag it, use the arrow keys, or double-click to restore the width. */
export function ColumnHandle({ name, onResize }: ColumnHandleProps) {
  const { t } = useTranslation();
  const handle = useRef<HTMLSpanElement>(null);
  const width = useWidthOfParent(handle);
  const drag = useRef<{ readonly fromX: number; readonly fromWidth: number }>(undefined);
  const start = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { fromX: event.clientX, fromWidth: widthOf(event.currentTarget) };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current !== undefined)
      onResize(limitWidth(drag.current.fromWidth + event.clientX - drag.current.fromX));
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const change = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (change === 0) return;
    event.preventDefault();
    onResize(limitWidth(widthOf(event.currentTarget) + change));
  };
  return (
    <span
      ref={handle}
      className={classes.handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('table.resize', { column: name })}
      aria-valuemin={Math.min(MIN_COLUMN_WIDTH, width)}
      aria-valuemax={Math.max(MAX_COLUMN_WIDTH, width)}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onDoubleClick={() => onResize(undefined)}
      onKeyDown={press}
    />
  );
}

const widthOf = (handle: HTMLElement): number =>
  Math.round(handle.parentElement?.getBoundingClientRect().width ?? 0);

/** The current width of the element's parent in whole pixels. Assistive technology reads it as the handle's value. */
function useWidthOfParent(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current?.parentElement == null) return undefined;
    setWidth(widthOf(current));
    const observer = new ResizeObserver(() => setWidth(widthOf(current)));
    observer.observe(current.parentElement);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
