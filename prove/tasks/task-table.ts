import type { DoneTask } from './run-task.js';

const HEADS = ['Task', 'Person', 'Seconds', 'Clicks', 'Keystrokes', 'Steps'] as const;

/** Formats the tasks as a table, one row each. */
export function formatTasks(done: readonly DoneTask[]): string {
  const rows = done.map(({ name, person, seconds, clicks, keystrokes, steps }) => [
    name,
    person,
    seconds.toFixed(1),
    String(clicks),
    String(keystrokes),
    String(steps),
  ]);
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  return [[...HEADS], ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
