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
import { toWholeList } from '../http/whole-list.js';

@ApiTags('devices')
@Controller()
export class DeviceCredentialsController {
  constructor(
    private readonly credentials: DeviceCredentialsService,
    private readonly certificates: DeviceCertificatesService,
  ) {}

  /**
   * List credentials of a device.
   * @remarks Returns the credentials of a device without passwords, newest first.
   */
  @Get('devices/:id/credentials')
  @RequirePermission('devices.write')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CredentialListDto> {
    return toWholeList((await this.credentials.list(scope, id)).map(toDto));
  }

  /**
   * Issue a device credential.
   * @remarks Earlier credentials of the device remain valid during the overlap, so that a running device can switch to
   * the new one.
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
   * @remarks The device can sign in with the certificate from now on. Its other credentials remain valid during the
   * overlap.
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
   * @remarks Revokes a credential immediately and closes the connection that uses it.
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
