import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FourEyesLimit, type Maker, MakersService } from '#organization';
import { Exact, type Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { MakerChangesDto, MakerDto } from './maker.dto.js';

@ApiTags('organization')
@Controller('maker')
@RequirePermission('settings.write')
export class MakerController {
  constructor(private readonly makers: MakersService) {}

  /**
   * Get the maker.
   * @remarks Returns the name, country, time zone and dual approval limits of the maker.
   */
  @Get()
  async get(@CurrentScope() scope: Scope): Promise<MakerDto> {
    return this.view(scope, await this.makers.get(scope));
  }

  /** Update the maker. */
  @Patch()
  async change(
    @CurrentScope() scope: Scope,
    @IfMatch() version: number,
    @Body() body: MakerChangesDto,
  ): Promise<MakerDto> {
    return this.view(scope, await this.makers.change(scope, version, body));
  }

  private async view(scope: Scope, { createdAt: _createdAt, ...maker }: Maker): Promise<MakerDto> {
    const fourEyes = await this.makers.fourEyes(scope);
    return { ...maker, fourEyes, fourEyesLimits: byCurrency(fourEyes) };
  }
}

/** Returns the lowest limit in each accounting currency. */
function byCurrency(limits: readonly FourEyesLimit[]): Record<string, string> {
  const strictest: Record<string, string> = {};
  for (const { currency, limit } of limits) {
    const earlier = strictest[currency];
    if (limit !== null && (earlier === undefined || new Exact(limit).lt(earlier)))
      strictest[currency] = limit;
  }
  return strictest;
}
