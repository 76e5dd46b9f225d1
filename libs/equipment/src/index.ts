export type { Attributes } from './domain/attributes.js';
export { BrokerLogins, NoBrokerLogins } from './broker-logins.js';
export {
  type AuthorityChanges,
  type AuthorityInUse,
  CertificateAuthoritiesService,
  type NewAuthority,
} from './certificate-authorities.service.js';
export {
  ComponentsService,
  type ComponentChanges,
  type ComponentFields,
  type Exchange,
  type NewComponent,
} from './components.service.js';
export { DeviceCertificatesService } from './device-certificates.service.js';
export {
  DeviceCredentialsService,
  type CredentialWithState,
  type IssuedCredential,
} from './device-credentials.service.js';
export { DevicesService, type DeviceChanges, type DevicePlace, type NewDevice } from './devices.service.js';
export type { Certificate } from './domain/certificate.js';
export { readCertificate } from './certificate.reader.js';
export {
  type CertificateDecision,
  decideCertificate,
  type KnownAuthority,
  type KnownCertificate,
} from './domain/certificate-access.js';
export {
  credentialStateAt,
  hashDeviceSecret,
  isCredentialUsable,
  isDeviceSecret,
  type CredentialState,
  type CredentialTerm,
} from './domain/device-credential.js';
export {
  type BrokerState,
  type KnownLogin,
  planBrokerLogins,
  type Reconciliation,
} from './domain/broker-reconciliation.js';
export { type DeviceLogin, SHARE } from './domain/dynamic-security.js';
export { composeDuty, type DutyPoint, type DutySegment, type DutyWindow } from './domain/duty-strip.js';
export { type Cell, readDay } from './domain/import/cells.js';
export {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  importColumn,
  type ImportColumn,
  type ImportKind,
} from './domain/import/columns.js';
export type { ImportFault, ImportTable } from './domain/import/fault.js';
export { previewTable, type TablePreview } from './domain/import/preview.js';
export { type RowCheck, rowChecks } from './domain/import/row-check.js';
export { MAX_GATEWAY_NAME, toDeviceCode } from './domain/gateway-name.js';
export {
  MACHINE_LIFECYCLES,
  nextLifecycles,
  transition,
  type LifecycleEvent,
  type MachineLifecycle,
} from './domain/lifecycle.js';
export {
  deriveMachineState,
  MACHINE_STATES,
  REPORTED_STATES,
  REPORTING_LIFECYCLES,
  toMachineState,
  type MachineSigns,
  type MachineState,
} from './domain/machine-state.js';
export {
  SIGNAL_KEY,
  SIGNAL_KINDS,
  type SignalFields,
  type SignalKind,
  type SignalLimits,
} from './domain/signal.js';
export {
  matchSubject,
  parseSubjectPattern,
  type PatternField,
  renderSubject,
  type SubjectPattern,
} from './domain/subject-pattern.js';
export { isUcumUnit, proposeUcumUnit } from './domain/ucum.js';
export { type BrokerPlace, DynamicSecurityLogins } from './dynamic-security.broker-logins.js';
export { CertificateAuthority } from './entities/certificate-authority.entity.js';
export { Component } from './entities/component.entity.js';
export { Device, DEVICE_KINDS, type DeviceKind, SILENT_AFTER_SECONDS } from './entities/device.entity.js';
export {
  CREDENTIAL_KINDS,
  type CredentialKind,
  DeviceCredential,
} from './entities/device-credential.entity.js';
export { EquipmentModel } from './entities/equipment-model.entity.js';
export { GatewayDevice } from './entities/gateway-device.entity.js';
export { Machine, type MachineOwner } from './entities/machine.entity.js';
export { MachineTransition } from './entities/machine-transition.entity.js';
export { Placement } from './entities/placement.entity.js';
export { Signal } from './entities/signal.entity.js';
export { EquipmentModule } from './equipment.module.js';
export { type Adoption, type GatewayName, GatewaysService } from './gateways.service.js';
export { IMPORT_MAX_BYTES, IMPORT_MAX_ROWS, readImportFile } from './import-file.reader.js';
export { importTemplate } from './import-template.js';
export {
  MachinesService,
  type LifecycleStep,
  type MachineChanges,
  type NewMachine,
} from './machines.service.js';
export {
  ModelsService,
  type ModelChanges,
  type ModelFields,
  type ModelWithSignals,
  type NewModel,
} from './models.service.js';
export { PlacementsService, type StayWithNames } from './placements.service.js';
export { getDevice, getMachine, getModel } from './registry-lookups.js';
export {
  RegistryImportService,
  type ImportedRows,
  type ImportRequest,
  type PreviewedImport,
} from './registry-import.service.js';
export { SignalsService, type NewSignal, type SignalChanges, type SignalSource } from './signals.service.js';
