import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Maker, MakersService } from '#organization';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { MakerChangesDto, MakerDto } from './organization.dto.js';

@ApiTags('organization')
@Controller('maker')
@RequirePermission('settings.write')
export class MakerController {
  constructor(private readonly makers: MakersService) {}

  /** The maker's own data. */
  @Get()
  async get(@CurrentScope() scope: Scope): Promise<MakerDto> {
    return toMakerDto(await this.makers.get(scope));
  }

  @Patch()
  async change(
    @CurrentScope() scope: Scope,
    @IfMatch() version: number,
    @Body() body: MakerChangesDto,
  ): Promise<MakerDto> {
    return toMakerDto(await this.makers.change(scope, version, body));
  }
}

function toMakerDto({ createdAt: _createdAt, ...maker }: Maker): MakerDto {
  return maker;
}
