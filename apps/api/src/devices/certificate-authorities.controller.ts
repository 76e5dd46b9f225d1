import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AuthorityInUse, CertificateAuthoritiesService } from '#equipment';
import { DomainError, type Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  CertificateAuthorityChangesDto,
  CertificateAuthorityDto,
  CertificateAuthorityListDto,
  NewCertificateAuthorityDto,
} from './certificate-authorities.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('devices')
@Controller('certificate-authorities')
export class CertificateAuthoritiesController {
  constructor(private readonly authorities: CertificateAuthoritiesService) {}

  /**
   * List certificate authorities.
   * @remarks Returns the maker's own authorities, newest first, including withdrawn ones.
   */
  @Get()
  @RequirePermission('devices.write')
  async list(@CurrentScope() scope: Scope): Promise<CertificateAuthorityListDto> {
    return toWholeList((await this.authorities.list(scope)).map(toDto));
  }

  /**
   * Register a certificate authority.
   * @remarks Devices can then connect with certificates that the authority signed. The common name of a certificate
   * identifies the device.
   */
  @Post()
  @RequirePermission('devices.write')
  @Idempotent()
  async register(
    @CurrentScope() scope: Scope,
    @Body() body: NewCertificateAuthorityDto,
  ): Promise<CertificateAuthorityDto> {
    return this.get(scope, (await this.authorities.register(scope, body)).id);
  }

  /** Update a certificate authority. */
  @Patch(':id')
  @RequirePermission('devices.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CertificateAuthorityChangesDto,
  ): Promise<CertificateAuthorityDto> {
    await this.authorities.change(scope, id, version, body);
    return this.get(scope, id);
  }

  /**
   * Withdraw a certificate authority.
   * @remarks Revokes all certificates that were accepted through the authority and closes their connections.
   */
  @Delete(':id')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  withdraw(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.authorities.withdraw(scope, id);
  }

  private async get(scope: Scope, id: string): Promise<CertificateAuthorityDto> {
    const found = (await this.authorities.list(scope)).find((authority) => authority.id === id);
    if (!found) throw new DomainError('equipment.authority_not_found', { id });
    return toDto(found);
  }
}

function toDto({
  makerId: _scope,
  keyFingerprint: _key,
  ...authority
}: AuthorityInUse): CertificateAuthorityDto {
  return authority;
}
