import type { Shape } from './shape.js';

/** Formats a reading as an equivalent message of the native format. */
export function toMessageText(timeMs: number, seq: number, shape: Shape, numbers: ArrayLike<number>): string {
  const g: Record<string, unknown> = {};
  const e: Record<string, unknown> = {};
  const q: Record<string, number> = {};
  let state: unknown;
  let number = 0;
  let text = '';
  shape.keys.forEach((key, position) => {
    const constant = shape.constants[position];
    const quality = shape.qualities?.[position] ?? 0;
    if (quality !== 0) q[key] = quality;
    if (constant === undefined) g[key] = numbers[number++];
    // An integer that a double can't represent must be written with all its digits.
    else if (typeof constant === 'object' && constant !== null)
      text += `,${JSON.stringify(key)}:${constant.integer}`;
    else if (key === 'state' && typeof constant === 'string') state = constant;
    else if (typeof constant === 'string') e[key] = constant;
    else g[key] = constant;
  });
  const gauges = JSON.stringify(g).slice(1, -1);
  const members = [`"ts":${timeMs}`];
  if (seq >= 0) members.push(`"seq":${seq}`);
  if (gauges !== '' || text !== '') members.push(`"g":{${gauges === '' ? text.slice(1) : gauges + text}}`);
  if (state !== undefined) members.push(`"state":${JSON.stringify(state)}`);
  if (Object.keys(e).length > 0) members.push(`"e":${JSON.stringify(e)}`);
  if (Object.keys(q).length > 0) members.push(`"q":${JSON.stringify(q)}`);
  return `{${members.join(',')}}`;
}
