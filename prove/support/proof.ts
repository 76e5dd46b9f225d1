export interface ProofOptions {
  /** Makes chance repeatable. */
  seed: number;
  /** A form that the gate can afford; the same bars. */
  short: boolean;
  /** How long to load the product, where a proof does; its own length otherwise. */
  seconds?: number | undefined;
  /** How many rounds, where a proof goes in rounds; its own number otherwise. */
  rounds?: number | undefined;
  /** How many of what it sends, where a proof sends a number of things; its own number otherwise. */
  count?: number | undefined;
  /** Names of what may occur, where a proof makes random cases: `a,b` those alone, `-a,-b` all others. */
  features?: string | undefined;
  /** How many processes work beside each other, where a proof has several; its own number otherwise. */
  jobs?: number | undefined;
}

export interface Verdict {
  /** What must be. */
  bar: string;
  /** What was seen. */
  figure: string;
  holds: boolean;
}

/** A claim of the product that anyone can have demonstrated on their own machine. */
export interface Proof {
  name: string;
  claim: string;
  run(options: ProofOptions): Promise<Verdict[]>;
}
