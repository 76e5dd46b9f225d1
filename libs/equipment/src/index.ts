export * from './domain/index.js';
export { BrokerLogins, NoBrokerLogins } from './security/broker-logins.js';
export {
  type AuthorityChanges,
  type AuthorityInUse,
  CertificateAuthoritiesService,
  type NewAuthority,
} from './security/certificate-authorities.service.js';
export {
  ComponentsService,
  type ComponentChanges,
  type ComponentFields,
  type ComponentExchange,
  type NewComponent,
} from './components.service.js';
export { DeviceCertificatesService } from './security/device-certificates.service.js';
export {
  DeviceCredentialsService,
  type CredentialWithState,
  type IssuedCredential,
} from './security/device-credentials.service.js';
export {
  DevicesService,
  type DeviceChanges,
  type DeviceLocation,
  type NewDevice,
} from './devices.service.js';
export { readCertificate } from './security/certificate.reader.js';
export { type BrokerAddress, DynamicSecurityLogins } from './security/dynamic-security.broker-logins.js';
export { CertificateAuthority } from './entities/certificate-authority.entity.js';
export { Component } from './entities/component.entity.js';
export { Device, DEVICE_KINDS, type DeviceKind, SILENT_AFTER_SECONDS } from './entities/device.entity.js';
export { type CredentialKind, DeviceCredential } from './entities/device-credential.entity.js';
export { EquipmentModel } from './entities/equipment-model.entity.js';
export { GatewayDevice } from './entities/gateway-device.entity.js';
export { Machine, type MachineOwner } from './entities/machine.entity.js';
export { MachineTransition } from './entities/machine-transition.entity.js';
export { Placement } from './entities/placement.entity.js';
export { Signal } from './entities/signal.entity.js';
export { EquipmentModule } from './equipment.module.js';
export { type Adoption, type GatewayName, GatewaysService } from './security/gateways.service.js';
export { IMPORT_MAX_BYTES, IMPORT_MAX_ROWS, readImportFile } from './imports/import-file.reader.js';
export { importTemplate } from './imports/import-template.js';
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
export { PlacementsService, type PlacementView } from './placements.service.js';
export { getDevice, getMachine, getModel } from './imports/registry-lookups.js';
export {
  RegistryImportService,
  type ImportedRows,
  type ImportRequest,
  type PreviewedImport,
} from './imports/registry-import.service.js';
export { SignalsService, type NewSignal, type SignalChanges, type SignalSource } from './signals.service.js';
