import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PartsQueries, type BomAssembly, type KitView, type PartView } from '#parts';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { BomDto, KitListDto, KitQueryDto, PartListDto, PartQueryDto } from './parts.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('parts')
@Controller()
export class PartsController {
  constructor(private readonly parts: PartsQueries) {}

  /**
   * List spare parts.
   * @remarks Returns spare parts sorted by number.
   */
  @Get('parts')
  @RequirePermission('parts.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PartQueryDto): Promise<PartListDto> {
    const { items, next } = await this.parts.list(scope, query);
    return { items: items.map((part: PartView) => ({ ...part, fits: [...part.fits] })), next };
  }

  /**
   * List service kits.
   * @remarks Returns service kits with their parts, sorted by model and hours.
   */
  @Get('kits')
  @RequirePermission('parts.read')
  async listKits(@CurrentScope() scope: Scope, @Query() { modelId }: KitQueryDto): Promise<KitListDto> {
    const kits = await this.parts.listKits(scope, modelId);
    return toWholeList(kits.map((kit: KitView) => ({ ...kit, parts: [...kit.parts] })));
  }

  /**
   * Get the bill of materials of a machine model.
   * @remarks Returns the parts of a model by assembly.
   */
  @Get('models/:id/bom')
  @RequirePermission('parts.read')
  async getBom(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BomDto> {
    const assemblies = await this.parts.getBom(scope, id);
    return toWholeList(assemblies.map((each: BomAssembly) => ({ ...each, parts: [...each.parts] })));
  }
}
