import type { Dispute, SeenStop } from '../../api/types.js';

type WithStop = Pick<Dispute, 'state' | 'stop'>;

/** The dispute that names a stop: of the same machine at an overlapping time. An open dispute goes before an ended one. */
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
