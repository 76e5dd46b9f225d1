/** Exports for other domains: pure code that loads neither a framework nor a database. */
export { STEP_STATUSES, type StepStatus } from './step-status.js';
