import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { AuditController } from './audit.controller.js';

@Module({ imports: [OrganizationModule], controllers: [AuditController] })
export class AuditModule {}
