import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import classes from './data-table.module.css';
import type { Line } from './data-table.types.js';

interface VirtualLinesProps<Row> {
  readonly lines: readonly Line<Row>[];
  readonly height: number;
  readonly render: (line: Line<Row>) => ReactNode;
  readonly active: number;
}

/** Renders only the lines near the visible part of the page. */
export function VirtualLines<Row>({ lines, height, render, active }: VirtualLinesProps<Row>) {
  const containerRef = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useEffect(
    () =>
      setScroller(containerRef.current?.closest<HTMLElement>('[data-scroller]') ?? document.documentElement),
    [],
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 20,
    indexAttribute: 'data-line',
    scrollMargin: containerRef.current?.offsetTop ?? 0,
  });
  useEffect(() => {
    const at = lines.findIndex((line) => line.kind === 'row' && line.index === active);
    if (at > 0 && containerRef.current?.contains(document.activeElement) === true)
      virtual.scrollToIndex(at, { align: 'auto' });
  }, [active, lines, virtual]);
  return (
    <div ref={containerRef} style={{ position: 'relative', height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const line = lines[item.index];
        if (line === undefined) return null;
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-line={item.index}
            className={classes.virtual}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            {render(line)}
          </div>
        );
      })}
    </div>
  );
}
