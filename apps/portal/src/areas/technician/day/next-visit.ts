interface PlannedVisit {
  readonly from: string;
  readonly to: string;
  readonly state: string;
}

/** Selects the next visit: the one in progress, otherwise the first unfinished one; undefined if all are done. */
export function nextVisit<Visit extends PlannedVisit>(visits: readonly Visit[]): Visit | undefined {
  const inOrder = [...visits].sort((a, b) => a.from.localeCompare(b.from));
  return inOrder.find(({ state }) => state === 'on_site') ?? inOrder.find(({ state }) => state === 'planned');
}
