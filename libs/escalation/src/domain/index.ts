/** Exports for other domains: pure code that loads neither a framework nor a database. */
export { STEP_STANDINGS, type StepStanding } from './step-standing.js';
