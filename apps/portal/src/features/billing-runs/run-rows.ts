import type { ContractResult, RunResult } from '../../api/types.js';
import type { RunOutcome } from './run-outcomes.js';

/** A line of a run's results. */
export interface RunRow {
  readonly key: string;
  /** A contract that is billed alone, a group's document, or a contract on the document above. */
  readonly kind: 'alone' | 'document' | 'member';
  readonly outcome: RunOutcome;
  readonly total: ContractResult['total'];
  readonly corrections: ContractResult['corrections'];
  /** One, or all of the document. */
  readonly contracts: readonly [ContractResult, ...ContractResult[]];
}

/** Documents, and below each of the opened ones its contracts. */
export function toRunRows(results: readonly RunResult[], opened: ReadonlySet<string>): RunRow[] {
  return results.flatMap((result) => {
    const { together, contract } = result;
    if (together === null) return [toRow('alone', result)];
    const { outcome, total, corrections, contracts } = together;
    const document: RunRow = {
      key: keyOf(result),
      kind: 'document',
      outcome,
      total,
      corrections,
      contracts: [result, ...contracts.filter((one) => one.contract.id !== contract.id)],
    };
    return [document, ...(opened.has(document.key) ? contracts.map((one) => toRow('member', one)) : [])];
  });
}

/** Of an opened document's row, by what it is opened. */
export const keyOf = ({ contract, billGroup }: ContractResult): string => billGroup?.id ?? contract.id;

function toRow(kind: RunRow['kind'], result: ContractResult): RunRow {
  const { contract, outcome, total, corrections } = result;
  return { key: contract.id, kind, outcome, total, corrections, contracts: [result] };
}
