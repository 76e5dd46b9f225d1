import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ApiKey, ApiKeysService, type Granter } from '#organization';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentGranter } from '../security/decorators/current-granter.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ApiKeyDto, ApiKeyListDto, CreatedApiKeyDto, NewApiKeyDto } from './api-keys.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('people and keys')
@Controller('api-keys')
@RequirePermission('api_keys.write')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /**
   * List API keys.
   * @remarks Returns the maker's API keys, newest first.
   */
  @Get()
  async list(@CurrentScope() scope: Scope): Promise<ApiKeyListDto> {
    return toWholeList((await this.apiKeys.list(scope)).map(toApiKeyDto));
  }

  /**
   * Create an API key.
   * @remarks Creates a key that acts on behalf of its creator, with the permissions in the request. Only this response
   * contains the key itself. A key that is created with another key has no more permissions than that key, expires no
   * later than it, and is revoked together with it.
   */
  @Post()
  async create(
    @CurrentScope() scope: Scope,
    @CurrentGranter() granter: Granter,
    @Body() body: NewApiKeyDto,
  ): Promise<CreatedApiKeyDto> {
    const { key, apiKey } = await this.apiKeys.create(scope, granter, body);
    return { ...toApiKeyDto(apiKey), key };
  }

  /**
   * Revoke an API key.
   * @remarks Immediately revokes a key and the keys that were created with it. Users can revoke their own keys, and
   * keys of members with a role that they can assign. A key can revoke keys of its own membership that have no more
   * permissions than itself.
   */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(
    @CurrentScope() scope: Scope,
    @CurrentGranter() granter: Granter,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    return this.apiKeys.revoke(scope, granter, id);
  }
}

/**
 * Copies the key field by field, so that no other column of the table, such as the key's hash, is exposed by accident.
 */
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
