import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type CredentialWithState, DeviceCertificatesService, DeviceCredentialsService } from '#equipment';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  CredentialDto,
  CredentialListDto,
  IssuedCredentialDto,
  NewCertificateDto,
  NewCredentialDto,
} from './devices.dto.js';
import { wholeList } from '../http/whole-list.js';

@ApiTags('devices')
@Controller()
export class DeviceCredentialsController {
  constructor(
    private readonly credentials: DeviceCredentialsService,
    private readonly certificates: DeviceCertificatesService,
  ) {}

  /**
   * List credentials of a device.
   * @remarks A device's credentials without their passwords, the newest first.
   */
  @Get('devices/:id/credentials')
  @RequirePermission('devices.write')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CredentialListDto> {
    return wholeList((await this.credentials.list(scope, id)).map(toDto));
  }

  /**
   * Issue a device credential.
   * @remarks Issues a credential; earlier ones stay good for the overlap, so that the device can be changed over while it runs.
   */
  @Post('devices/:id/credentials')
  @RequirePermission('devices.write')
  issue(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { overlapHours }: NewCredentialDto,
  ): Promise<IssuedCredentialDto> {
    return this.credentials.issue(scope, id, overlapHours);
  }

  /**
   * Register a client certificate of a device.
   * @remarks Enters a certificate by which the device signs in from now on, beside what it has for the overlap.
   */
  @Post('devices/:id/certificates')
  @RequirePermission('devices.write')
  async addCertificate(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { pem, overlapHours }: NewCertificateDto,
  ): Promise<CredentialDto> {
    return toDto(await this.certificates.add(scope, id, pem, overlapHours));
  }

  /**
   * Revoke a device credential.
   * @remarks Ends a credential now, with the connection that it opened.
   */
  @Delete('device-credentials/:id')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.credentials.revoke(scope, id);
  }
}

function toDto({ makerId: _scope, ...credential }: CredentialWithState): CredentialDto {
  return credential;
}
