import type { Dispute, DetectedDowntime } from '../../api/types.js';

type DisputeWithDowntime = Pick<Dispute, 'state' | 'stop'>;

/**
 * Finds the dispute about a downtime: same machine, overlapping time. Open disputes take precedence over ended ones.
 */
export function findDowntimeDispute<One extends DisputeWithDowntime>(
  disputes: readonly One[],
  { machine, from, to }: Pick<DetectedDowntime, 'machine' | 'from' | 'to'>,
): One | undefined {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const matching = disputes.filter(
    ({ stop }) =>
      stop !== null &&
      stop.machine.id === machine.id &&
      Date.parse(stop.from) < end &&
      Date.parse(stop.to) > begin,
  );
  return matching.find(({ state }) => state === 'open') ?? matching[0];
}
