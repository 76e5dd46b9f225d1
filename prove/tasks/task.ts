import type { CountedPerson } from './counted-person.js';

/** A task of everyday work, done with mouse and keyboard. */
export interface Task<World> {
  /** The goal, as an instruction to the person. */
  readonly name: string;
  /** The person who does it, as in the documentation of the demo world. */
  readonly person: string;
  /** Maximum number of clicks and keystrokes together. The same on every machine. */
  readonly maxActions: number;
  /** Maximum duration, checked on an idle machine. */
  readonly maxSeconds: number;
  /**
   * Does the task, and checks its result.
   * @throws Error if the result is not the intended one
   */
  readonly run: (person: CountedPerson, world: World) => Promise<void>;
}
