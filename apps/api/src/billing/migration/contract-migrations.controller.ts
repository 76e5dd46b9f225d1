import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ContractMigrationsService } from '#billing';
import { IfMatch, IfMatchWhenSent } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toPreviewDto } from '../previews/amendment-preview-views.js';
import { AmendmentPreviewDto } from '../previews/amendment-preview.dto.js';
import {
  toMigrationRequirements,
  toMigrationContent,
  toContractMigrationDto,
} from './contract-migration-views.js';
import {
  MigrationRequirementsDto,
  ContractMigrationApprovalDto,
  ContractMigrationDto,
  ContractMigrationQueryDto,
  ContractMigrationStatusDto,
  ContractMigrationInputDto,
} from './contract-migrations.dto.js';

@ApiTags('billing')
@Controller('contracts/:contractId/takeover')
export class ContractMigrationsController {
  constructor(private readonly migrations: ContractMigrationsService) {}

  /**
   * Get the contract migration.
   * @remarks Returns the opening data of a contract that was billed elsewhere before. Customers see the data once the
   * migration is approved.
   */
  @Get()
  @RequirePermission('contracts.read')
  async get(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<ContractMigrationStatusDto> {
    const migration = await this.migrations.get(scope, contractId);
    return { takeover: migration && toContractMigrationDto(migration) };
  }

  /**
   * Get the data required for a contract migration.
   * @remarks Returns the data that is required to continue billing a contract after the last day that was billed
   * elsewhere.
   */
  @Get('asked')
  @RequirePermission('contracts.write')
  async getRequirements(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Query() { billedUntil }: ContractMigrationQueryDto,
  ): Promise<MigrationRequirementsDto> {
    return toMigrationRequirements(
      await this.migrations.getRequirements(scope, contractId, billedUntil),
      billedUntil,
    );
  }

  /**
   * Save the draft of a contract migration.
   * @remarks Creates the draft, or replaces it. The draft has no effect until it is approved.
   */
  @Put()
  @RequirePermission('contracts.write')
  async save(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatchWhenSent() version: number | undefined,
    @Body() input: ContractMigrationInputDto,
  ): Promise<ContractMigrationDto> {
    return toContractMigrationDto(
      await this.migrations.save(scope, contractId, version ?? null, toMigrationContent(input)),
    );
  }

  /**
   * Delete the draft of a contract migration.
   * @remarks An approved migration cannot be deleted.
   */
  @Delete()
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  discard(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.migrations.discard(scope, contractId, version);
  }

  /**
   * Preview a contract migration.
   * @remarks Returns the financial effect: the first month billed here and the following months, both without and with
   * the opening data. Stores nothing.
   */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async preview(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() input: ContractMigrationInputDto,
  ): Promise<AmendmentPreviewDto> {
    return toPreviewDto(await this.migrations.preview(scope, contractId, toMigrationContent(input)));
  }

  /**
   * Approve a contract migration.
   * @remarks Activates the migration. This cannot be undone. Above the maker's dual approval limit, a person other than
   * the author must approve it.
   */
  @Post('approve')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('invoices.approve')
  async approve(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatch() version: number,
    @Body() { why }: ContractMigrationApprovalDto,
  ): Promise<ContractMigrationDto> {
    return toContractMigrationDto(await this.migrations.approve(scope, contractId, version, why));
  }
}
