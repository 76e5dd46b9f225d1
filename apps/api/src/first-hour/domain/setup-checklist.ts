/** Steps from an empty installation to the first draft, in order. */
export const SETUP_STEPS = ['company', 'model', 'machines', 'device', 'plan', 'contract', 'draft'] as const;
export type SetupStepKey = (typeof SETUP_STEPS)[number];

/**
 * `done`; `started` if something exists but the step is not complete, such as a device without readings or a contract
 * that is not active; `open` otherwise.
 */
export const SETUP_STATES = ['open', 'started', 'done'] as const;
export type SetupState = (typeof SETUP_STATES)[number];

/** Number of objects of the maker, by kind. */
export interface SetupCounts {
  readonly legalEntities: number;
  readonly models: number;
  readonly machines: number;
  readonly devices: number;
  /** Devices that have sent at least one reading. */
  readonly reportingDevices: number;
  readonly plans: number;
  readonly contracts: number;
  /** Contracts that are or were active. */
  readonly activatedContracts: number;
  readonly invoices: number;
}

export interface SetupStep {
  readonly key: SetupStepKey;
  readonly state: SetupState;
  /** Number of complete objects of the step or, if none is complete, of all objects. */
  readonly count: number;
}

export interface SetupChecklist {
  readonly steps: readonly SetupStep[];
  /** The first step that is not done; null if all are done. */
  readonly next: SetupStepKey | null;
  readonly complete: boolean;
}

/** Derives the checklist from the existing objects. Steps can be done in any order, for example with the API. */
export function deriveSetupChecklist(counts: SetupCounts): SetupChecklist {
  const parts: Readonly<Record<SetupStepKey, readonly [begun: number, finished: number]>> = {
    company: [counts.legalEntities, counts.legalEntities],
    model: [counts.models, counts.models],
    machines: [counts.machines, counts.machines],
    device: [counts.devices, counts.reportingDevices],
    plan: [counts.plans, counts.plans],
    contract: [counts.contracts, counts.activatedContracts],
    draft: [counts.invoices, counts.invoices],
  };
  const steps = SETUP_STEPS.map((key): SetupStep => {
    const [begun, finished] = parts[key];
    return { key, state: finished > 0 ? 'done' : begun > 0 ? 'started' : 'open', count: finished || begun };
  });
  const next = steps.find(({ state }) => state !== 'done')?.key ?? null;
  return { steps, next, complete: next === null };
}
