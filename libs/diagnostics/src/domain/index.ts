/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  evaluateLimit,
  INITIAL_LIMIT_STATE,
  type DetectedAlarm,
  type LimitEvaluation,
  type LimitState,
} from './evaluate-limit.js';
export { SEVERITIES, type LimitDirection, type LimitRule, type Severity } from './limit-rule.js';
export type { RequiredPart } from './required-part.js';
export type { Sample } from './sample.js';
export { detect, type Detection, type DetectionInput } from './detectors/detect.js';
export {
  DEFAULT_DETECTOR_SETTINGS,
  DETECTOR_SETTING_BOUNDS,
  type DetectorSettings,
} from './detectors/detector-settings.js';
export {
  DETECTED_SIGNAL_KINDS,
  DETECTOR_EVENT_TYPES,
  FINDING_KINDS,
  type DetectedSignal,
  type DetectedSignalKind,
  type DetectorEvent,
  type DetectorEventType,
  type Finding,
  type FindingCode,
  type FindingKind,
} from './detectors/finding.js';
export { MachineDetector } from './detectors/machine-detector.js';
export { estimateRemainingLife } from './remaining-life/estimate-remaining-life.js';
export {
  LIFE_LEVELS,
  UNIT_ENDS,
  type LifeLevel,
  type LifeReasonCode,
  type RemainingLife,
  type RemainingLifeInput,
  type UnitEnd,
} from './remaining-life/remaining-life.js';
