import type { Span } from '../readings/outcomes.js';

/** Sorts spans and merges adjacent and overlapping ones. Empty spans are dropped. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (toMs <= fromMs) continue;
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

/** Returns the parts of a span that no other span covers. */
export function subtractSpans({ fromMs, toMs }: Span, subtracted: readonly Span[]): Span[] {
  const remaining: Span[] = [];
  let at = fromMs;
  for (const other of joinSpans(subtracted)) {
    if (other.fromMs > at) remaining.push({ fromMs: at, toMs: Math.min(other.fromMs, toMs) });
    at = Math.max(at, other.toMs);
    if (at >= toMs) break;
  }
  if (at < toMs) remaining.push({ fromMs: at, toMs });
  return remaining.filter((span) => span.toMs > span.fromMs);
}

export function isWithin(spans: readonly Span[], timeMs: number): boolean {
  return spans.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);
}

export function overlapsAny(spans: readonly Span[], { fromMs, toMs }: Span): boolean {
  return spans.some((span) => span.fromMs < toMs && span.toMs > fromMs);
}
