import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEntry } from './entities/audit-entry.entity.js';

/** Makers, their entities and hubs, people and how they sign in, and the trail of what they did. */
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntry])],
})
export class OrganizationModule {}
