/** Something that is broken now. */
export interface Broken {
  /** That it is, as sentences. */
  readonly proof: readonly string[];
  /** Mends what does not mend itself. @returns what was seen meanwhile */
  end(): Promise<readonly string[]>;
}

/** A fault that can't be done on this machine. */
export class NotPossibleHere extends Error {}
