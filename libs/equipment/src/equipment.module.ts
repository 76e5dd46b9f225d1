import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '#customers';
import { OrganizationModule } from '#organization';
import { CertificateAuthoritiesService } from './security/certificate-authorities.service.js';
import { ComponentsService } from './components.service.js';
import { DeviceCertificatesService } from './security/device-certificates.service.js';
import { DeviceCredentialsService } from './security/device-credentials.service.js';
import { DevicesService } from './devices.service.js';
import { CertificateAuthority } from './entities/certificate-authority.entity.js';
import { Component } from './entities/component.entity.js';
import { Device } from './entities/device.entity.js';
import { DeviceCredential } from './entities/device-credential.entity.js';
import { EquipmentModel } from './entities/equipment-model.entity.js';
import { GatewayDevice } from './entities/gateway-device.entity.js';
import { Machine } from './entities/machine.entity.js';
import { MachineTransition } from './entities/machine-transition.entity.js';
import { Placement } from './entities/placement.entity.js';
import { Signal } from './entities/signal.entity.js';
import { GatewaysService } from './security/gateways.service.js';
import { MachinesService } from './machines.service.js';
import { ModelsService } from './models.service.js';
import { PlacementsService } from './placements.service.js';
import { RegistryImportService } from './imports/registry-import.service.js';
import { SignalsService } from './signals.service.js';

const SERVICES = [
  ModelsService,
  SignalsService,
  MachinesService,
  PlacementsService,
  ComponentsService,
  DevicesService,
  DeviceCredentialsService,
  DeviceCertificatesService,
  CertificateAuthoritiesService,
  GatewaysService,
  RegistryImportService,
];

/** Models and their signals, machines and their placements, and the devices that report. */
@Module({
  imports: [
    OrganizationModule,
    CustomersModule,
    TypeOrmModule.forFeature([
      EquipmentModel,
      Signal,
      Machine,
      MachineTransition,
      Placement,
      Component,
      Device,
      DeviceCredential,
      CertificateAuthority,
      GatewayDevice,
    ]),
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class EquipmentModule {}
