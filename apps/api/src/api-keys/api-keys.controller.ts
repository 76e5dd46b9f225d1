import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ApiKey, ApiKeysService, type Giver } from '#organization';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentGiver } from '../security/decorators/current-giver.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ApiKeyDto, ApiKeyListDto, CreatedApiKeyDto, NewApiKeyDto } from './api-keys.dto.js';
import { wholeList } from '../http/whole-list.js';

@ApiTags('people and keys')
@Controller('api-keys')
@RequirePermission('api_keys.write')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /**
   * List API keys.
   * @remarks The maker's keys, the newest first.
   */
  @Get()
  async list(@CurrentScope() scope: Scope): Promise<ApiKeyListDto> {
    return wholeList((await this.apiKeys.list(scope)).map(toApiKeyDto));
  }

  /**
   * Create an API key.
   * @remarks Makes a key that acts for its maker within the given permissions. The answer is the only place that shows it. A key made by
   * a key has at most that key's rights, ends no later, and is revoked with it.
   */
  @Post()
  async create(
    @CurrentScope() scope: Scope,
    @CurrentGiver() giver: Giver,
    @Body() body: NewApiKeyDto,
  ): Promise<CreatedApiKeyDto> {
    const { key, apiKey } = await this.apiKeys.create(scope, giver, body);
    return { ...toApiKeyDto(apiKey), key };
  }

  /**
   * Revoke an API key.
   * @remarks Revokes a key and the keys it made at once. People revoke their own keys and those of roles they may give; a key revokes
   * keys of its membership that can do no more than itself.
   */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(
    @CurrentScope() scope: Scope,
    @CurrentGiver() giver: Giver,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    return this.apiKeys.revoke(scope, giver, id);
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
    parentKeyId: apiKey.parentKeyId,
    originUnclear: apiKey.originUnclear,
    createdAt: apiKey.createdAt,
    expiresAt: apiKey.expiresAt,
    lastUsedAt: apiKey.lastUsedAt,
    revokedAt: apiKey.revokedAt,
  };
}
