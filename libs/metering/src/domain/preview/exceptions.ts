import { Exact } from '#platform/domain';
import type { MeterPreviewException } from './meter-preview.js';
import type { Piece } from './pieces/piece.js';
import { roundQuantity } from './round-quantity.js';

/**
 * Returns the exceptions of a preview: one exception for each drop and each implausible step, and one exception for all
 * flow while machines were off, because such flow has a single cause.
 *
 * @param expired the last day of a certificate that does not cover the period; null if a certificate covers the period,
 * or if there is none
 */
export function exceptionsOf(pieces: readonly Piece[], expired: string | null): MeterPreviewException[] {
  const exceptions = pieces.flatMap(({ exception }) => (exception === null ? [] : [exception]));
  const whileOff = exceptions.filter(({ code }) => code === 'flow_while_off');
  return [
    ...exceptions.flatMap(({ code, implied }): MeterPreviewException[] =>
      code === 'flow_while_off'
        ? []
        : [
            {
              code,
              implied: implied && roundQuantity(implied, null).toFixed(),
              since: null,
              action: code === 'unexplained_fall' ? 'needs_exchange_record' : null,
            },
          ],
    ),
    ...(whileOff.length === 0
      ? []
      : [
          {
            code: 'flow_while_off' as const,
            implied: roundQuantity(
              Exact.sum(0, ...whileOff.map(({ implied }) => implied ?? 0)),
              null,
            ).toFixed(),
            since: null,
            action: 'check_non_return_valve' as const,
          },
        ]),
    ...(expired === null
      ? []
      : [{ code: 'calibration_expired' as const, implied: null, since: expired, action: null }]),
  ];
}
