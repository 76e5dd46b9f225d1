import { Module } from '@nestjs/common';
import { EquipmentModule } from '#equipment';
import { CertificateAuthoritiesController } from './certificate-authorities.controller.js';
import { DeviceCredentialsController } from './device-credentials.controller.js';
import { DevicesController } from './devices.controller.js';
import { DevicesQueries } from './devices.queries.js';
import { GatewaysController } from './gateways.controller.js';

@Module({
  imports: [EquipmentModule],
  controllers: [
    DevicesController,
    DeviceCredentialsController,
    CertificateAuthoritiesController,
    GatewaysController,
  ],
  providers: [DevicesQueries],
})
export class DevicesApiModule {}
