import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { ApiKeysController } from './api-keys.controller.js';

@Module({ imports: [OrganizationModule], controllers: [ApiKeysController] })
export class ApiKeysModule {}
