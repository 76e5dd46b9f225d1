/** Exports for other domains: pure code that imports neither a framework nor database code. */
export type { Attributes } from './machines/attributes.js';
export type { Certificate } from './security/certificate.js';
export {
  type CertificateDecision,
  decideCertificate,
  type KnownAuthority,
  type KnownCertificate,
} from './security/certificate-access.js';
export {
  credentialStateAt,
  hashDeviceSecret,
  isCredentialUsable,
  isDeviceSecret,
  type CredentialState,
  type CredentialTerm,
} from './security/device-credential.js';
export {
  type BrokerState,
  type KnownLogin,
  planBrokerLogins,
  type Reconciliation,
} from './security/broker-reconciliation.js';
export { type DeviceLogin, SHARE } from './security/dynamic-security.js';
export { composeDuty, type DutyPoint, type DutySegment, type DutyWindow } from './machines/duty-strip.js';
export { type Cell, readDay } from './import/cells.js';
export {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  importColumn,
  type ImportColumn,
  type ImportKind,
} from './import/columns.js';
export type { ImportFault, ImportTable } from './import/fault.js';
export { previewTable, type TablePreview } from './import/preview.js';
export { type RowCheck, createRowChecks } from './import/row-check.js';
export { MAX_GATEWAY_NAME, toDeviceCode } from './security/gateway-name.js';
export {
  MACHINE_LIFECYCLES,
  nextLifecycles,
  transition,
  type LifecycleEvent,
  type MachineLifecycle,
} from './machines/lifecycle.js';
export {
  deriveMachineState,
  MACHINE_STATES,
  REPORTED_STATES,
  REPORTING_LIFECYCLES,
  toMachineState,
  type MachineStateInput,
  type MachineState,
} from './machines/machine-state.js';
export { SIGNAL_KINDS, type SignalFields, type SignalKind, type SignalLimits } from './signal.js';
export {
  matchSubject,
  parseSubjectPattern,
  type PatternField,
  renderSubject,
  type SubjectPattern,
} from './security/subject-pattern.js';
export { isUcumUnit, proposeUcumUnit } from './ucum.js';
