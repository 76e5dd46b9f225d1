import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ApiKey, ApiKeysService } from '#organization';
import type { Scope } from '#platform';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentPrincipal } from '../security/current-principal.decorator.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import type { Principal } from '../security/principal.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { ApiKeyDto, ApiKeyListDto, CreatedApiKeyDto, NewApiKeyDto } from './api-keys.dto.js';

@ApiTags('people and keys')
@Controller('api-keys')
@RequirePermission('api_keys.write')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /** The maker's keys, the newest first. */
  @Get()
  async list(@CurrentScope() scope: Scope): Promise<ApiKeyListDto> {
    return { items: (await this.apiKeys.list(scope)).map(toApiKeyDto) };
  }

  /** Makes a key that acts for its maker within the given permissions. The answer is the only place that shows it. */
  @Post()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewApiKeyDto,
  ): Promise<CreatedApiKeyDto> {
    const { scope, membership, permissions } = principal;
    const { key, apiKey } = await this.apiKeys.create(scope, membership.id, permissions, body);
    return { ...toApiKeyDto(apiKey), key };
  }

  /** Revokes a key at once. */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.apiKeys.revoke(scope, id);
  }
}

/** Field by field, so that a column added to the table (its hash stands there) is never shown by accident. */
function toApiKeyDto(apiKey: ApiKey): ApiKeyDto {
  return {
    id: apiKey.id,
    name: apiKey.name,
    prefix: apiKey.prefix,
    permissions: apiKey.permissions,
    membershipId: apiKey.membershipId,
    createdBy: apiKey.createdBy,
    createdAt: apiKey.createdAt,
    expiresAt: apiKey.expiresAt,
    lastUsedAt: apiKey.lastUsedAt,
    revokedAt: apiKey.revokedAt,
  };
}
