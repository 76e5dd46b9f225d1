import type { ContractResult, RunResult } from '../../api/types.js';
import type { RunOutcome } from './run-outcomes.js';

export interface RunRow {
  readonly key: string;
  /** A contract that is billed alone, a group document, or a contract of the group document above. */
  readonly kind: 'alone' | 'document' | 'member';
  readonly outcome: RunOutcome;
  readonly total: ContractResult['total'];
  readonly corrections: ContractResult['corrections'];
  /** One contract, or all contracts of the document. */
  readonly contracts: readonly [ContractResult, ...ContractResult[]];
}

/** One row per document, followed by the rows of its contracts if it is expanded. */
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

/** Key that identifies a document's row. */
export const keyOf = ({ contract, billGroup }: ContractResult): string => billGroup?.id ?? contract.id;

function toRow(kind: RunRow['kind'], result: ContractResult): RunRow {
  const { contract, outcome, total, corrections } = result;
  return { key: contract.id, kind, outcome, total, corrections, contracts: [result] };
}
