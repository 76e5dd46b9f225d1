import type { Dispute, SeenStop } from '../../api/types.js';

type WithStop = Pick<Dispute, 'state' | 'stop'>;

/** Finds the dispute of downtime: same machine, overlapping time. Open disputes take precedence over ended ones. */
export function disputeOfStop<One extends WithStop>(
  disputes: readonly One[],
  { machine, from, to }: Pick<SeenStop, 'machine' | 'from' | 'to'>,
): One | undefined {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const about = disputes.filter(
    ({ stop }) =>
      stop !== null &&
      stop.machine.id === machine.id &&
      Date.parse(stop.from) < end &&
      Date.parse(stop.to) > begin,
  );
  return about.find(({ state }) => state === 'open') ?? about[0];
}
