/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { STEP_STATUSES, type StepStatus } from './step-status.js';
