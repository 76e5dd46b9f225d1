import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { DomainError } from '#platform';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { doorOf, TERM_DOORS } from './term-doors.js';

const doors = Object.values(TERM_DOORS);
const anyOf = (kind: 'description' | 'answer') => ({
  oneOf: doors.map((door) => ({ $ref: getSchemaPath(door[kind]) })),
});

@ApiTags('previews')
@Controller('terms')
export class TermsController {
  /**
   * Preview a contract term.
   * @remarks Returns the result of a term for described facts, by the type of the term. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  @ApiExtraModels(...doors.flatMap(({ description, answer }) => [description, answer]))
  @ApiBody({ schema: anyOf('description') })
  @ApiOkResponse({ schema: anyOf('answer') })
  async preview(@Body() body: unknown): Promise<object> {
    const door = doorOf(body);
    if (!door)
      throw new DomainError('api.request_invalid', {}, [
        {
          pointer: '/term/type',
          code: 'validation.is_in',
          params: { values: Object.keys(TERM_DOORS).join(', ') },
        },
      ]);
    return door.open(body);
  }
}
