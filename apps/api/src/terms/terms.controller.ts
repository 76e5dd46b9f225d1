import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { DomainError } from '#platform';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { findTermPreview, TERM_PREVIEWS } from './term-previews.js';

const termPreviews = Object.values(TERM_PREVIEWS);
const anyOf = (kind: 'description' | 'answer') => ({
  oneOf: termPreviews.map((termPreview) => ({ $ref: getSchemaPath(termPreview[kind]) })),
});

@ApiTags('previews')
@Controller('terms')
export class TermsController {
  /**
   * Preview a contract term.
   * @remarks Calculates the result of a term from the facts in the request. The type of the term determines the fields
   * of the request and the response. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  @ApiExtraModels(...termPreviews.flatMap(({ description, answer }) => [description, answer]))
  @ApiBody({ schema: anyOf('description') })
  @ApiOkResponse({ schema: anyOf('answer') })
  async preview(@Body() body: unknown): Promise<object> {
    const termPreview = findTermPreview(body);
    if (!termPreview)
      throw new DomainError('api.request_invalid', {}, [
        {
          pointer: '/term/type',
          code: 'validation.is_in',
          params: { values: Object.keys(TERM_PREVIEWS).join(', ') },
        },
      ]);
    return termPreview.open(body);
  }
}
