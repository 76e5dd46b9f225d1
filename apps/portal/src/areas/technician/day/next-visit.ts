interface PlannedVisit {
  readonly from: string;
  readonly to: string;
  readonly state: string;
}

/** The job to go to now: the one that goes on, else the first that is not done; undefined when all is done. */
export function nextVisit<Visit extends PlannedVisit>(visits: readonly Visit[]): Visit | undefined {
  const inOrder = [...visits].sort((a, b) => a.from.localeCompare(b.from));
  return inOrder.find(({ state }) => state === 'on_site') ?? inOrder.find(({ state }) => state === 'planned');
}
