import type { PlacementsService } from '#equipment';
import { assertNoFaults, DomainError, type Transaction } from '#platform';
import type { StoredAmendment } from './amendments.queries.js';
import {
  findMoveFaults,
  type MachineMove,
  type MoveFacts,
  type MoveInput,
  withSiteNames,
} from './domain/amendments/machine-moves.js';
import { firstMomentOf, localDate } from './domain/calendar/local-dates.js';
import type { ContractContent } from './domain/contract/contract-fields.js';

/**
 * Validates moves and adds the sites' names, as they are accepted.
 * @throws DomainError contracts.amendment_invalid (with fields)
 */
export async function validateMoves(
  tx: Transaction,
  moves: readonly MoveInput[],
  content: ContractContent,
  effectiveOn: string,
): Promise<MachineMove[]> {
  if (moves.length === 0) return [];
  const facts = await loadMoveFacts(tx, moves, new Date(firstMomentOf(effectiveOn, content.zone).at));
  assertNoFaults('contracts.amendment_invalid', findMoveFaults(moves, content, effectiveOn, facts));
  return withSiteNames(moves, facts);
}

/**
 * Applies moves when they are signed. Machines are at their new sites from the first moment of the day in the
 * contract's time zone, so moves can't be signed before that day. If the registry already has a machine at its new
 * site, that record is kept.
 * @throws DomainError contracts.move_to_come, contracts.amendment_invalid (with fields), and those of
 *   `PlacementsService.move`
 */
export async function applyMoves(
  tx: Transaction,
  { changes: { moveMachines = [] }, effectiveOn, reason }: StoredAmendment,
  content: ContractContent,
  signedAt: Date,
  placements: PlacementsService,
): Promise<void> {
  if (moveMachines.length === 0) return;
  if (effectiveOn > localDate(signedAt.getTime(), content.zone))
    throw new DomainError('contracts.move_to_come', { on: effectiveOn });
  const at = new Date(firstMomentOf(effectiveOn, content.zone).at);
  const { standing } = await loadMoveFacts(tx, moveMachines, signedAt);
  for (const { machineId, siteId } of moveMachines)
    if (standing.get(machineId) !== siteId) await placements.moveWithin(tx, machineId, siteId, at, reason);
}

async function loadMoveFacts(tx: Transaction, moves: readonly MoveInput[], at: Date): Promise<MoveFacts> {
  const { makerId } = tx.scope;
  const sites: MoveFacts['sites'] = await tx.manager.query(
    `select id, name, customer_id as "customerId", archived_at is not null as "isArchived"
       from site where maker_id = $1 and id = any($2)`,
    [makerId, moves.map(({ siteId }) => siteId)],
  );
  const stays: { machineId: string; siteId: string }[] = await tx.manager.query(
    `select machine_id as "machineId", site_id as "siteId" from placement
      where maker_id = $1 and machine_id = any($2) and during @> $3::timestamptz`,
    [makerId, moves.map(({ machineId }) => machineId), at],
  );
  return { sites, standing: new Map(stays.map(({ machineId, siteId }) => [machineId, siteId])) };
}
