import { toPricing } from '../../charges/form/pricing-values.js';
import { isPriced } from '../../charges/form/typical-usage.js';
import type { DraftValues } from '../values/draft-values.js';
import { type Finding, findingsAt } from './draft-findings.js';

/** Steps to an active contract, in the order of its clauses. */
export const STEPS = [
  'parties',
  'term',
  'machines',
  'meters',
  'charges',
  'conflicts',
  'tax_data',
  'saved',
  'acceptance',
] as const;
export type Step = (typeof STEPS)[number];

export interface CheckedStep {
  readonly step: Step;
  readonly isDone: boolean;
  /** False if the contract can be activated without this step. */
  readonly isRequired: boolean;
  /** Path of the field, or name of the clause, where an open step continues. */
  readonly goesTo: string;
}

interface Progress {
  readonly findings: readonly Finding[];
  /** True if the server has exactly these values. */
  readonly isSaved: boolean;
  /** True if the customer accepted these values. */
  readonly isAccepted: boolean;
}

/** Returns the steps of a draft: whether each one is done, and where an open one continues. */
export function checkSteps(values: DraftValues, { findings, isSaved, isAccepted }: Progress): CheckedStep[] {
  const missing = (fields: readonly (keyof DraftValues)[]): string | undefined =>
    fields.find((field) => values[field] === '') as string | undefined;
  const party = missing(['number', 'customerId', 'planId', 'legalEntityId', 'currency']);
  const term = missing(['startsOn', 'zone']);
  const unread = values.meters.findIndex(({ deviceId, signalKey }) => deviceId === '' || signalKey === '');
  const unmetered = values.charges.findIndex(
    ({ pricing, meterIds }) => pricing.model !== 'flat' && meterIds.length === 0,
  );
  const unpriced = values.charges.findIndex(({ pricing }) => !isPriced(toPricing(pricing)));
  const conflict = findings.find(({ isBlocking }) => isBlocking);
  const [taxData] = findingsAt(findings, 'buyerId', 'legalEntityId');
  const steps: Readonly<Record<Step, Omit<CheckedStep, 'step'>>> = {
    parties: required(party === undefined, party ?? 'number'),
    term: required(term === undefined, term ?? 'startsOn'),
    machines: optional(values.machines.length > 0, 'machines'),
    meters: required(
      values.charges.length > 0 && unread < 0 && unmetered < 0,
      unread >= 0 ? `meters.${unread}.deviceId` : unmetered >= 0 ? `charges.${unmetered}.meterIds` : 'meters',
    ),
    charges: required(
      values.charges.length > 0 && unpriced < 0,
      unpriced < 0 ? 'charges' : `charges.${unpriced}`,
    ),
    conflicts: required(conflict === undefined && values.customerId !== '', conflict?.path ?? 'customerId'),
    tax_data: optional(
      taxData === undefined && values.customerId !== '' && values.legalEntityId !== '',
      taxData?.path ?? (values.customerId === '' ? 'customerId' : 'legalEntityId'),
    ),
    saved: required(isSaved, 'save'),
    acceptance: optional(isAccepted, 'acceptance'),
  };
  return STEPS.map((step) => ({ step, ...steps[step] }));
}

const required = (isDone: boolean, goesTo: string) => ({ isDone, goesTo, isRequired: true });
const optional = (isDone: boolean, goesTo: string) => ({ isDone, goesTo, isRequired: false });

/** Returns true if a contract can be activated: all required steps are done. */
export const canActivate = (steps: readonly CheckedStep[]): boolean =>
  steps.every(({ isDone, isRequired }) => isDone || !isRequired);
