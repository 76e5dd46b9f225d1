/** An injected fault, with its evidence and the function that ends it. */
export interface ActiveFault {
  /** Evidence of the fault, as sentences. */
  readonly proof: readonly string[];
  /**
   * Repairs everything that doesn't recover automatically.
   * @returns observations made during the fault
   */
  end(): Promise<readonly string[]>;
}

/** A fault that can't be injected on this machine. */
export class FaultNotPossible extends Error {}
