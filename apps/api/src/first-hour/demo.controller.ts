import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { Public } from '../security/decorators/public.decorator.js';
import { DemoDto } from './demo.dto.js';
import { findDemoPeople } from './domain/demo-people.js';

@ApiTags('session')
@Controller('demo')
export class DemoController {
  constructor(@Inject(API_CONFIG) private readonly config: ApiConfig) {}

  /**
   * Get the demo users.
   * @remarks Returns one user for each area of the portal, with the documented password of the demo world. The list is
   * empty in an installation without the demo world, and until the demo world has been created.
   */
  @Get()
  @Public('Returns the documented logins of the demo world, and nothing in other installations')
  async find(): Promise<DemoDto> {
    // The home folder can contain the file of an earlier demo, so only the configuration decides.
    if (!this.config.demo) return { people: [] };
    const text = await readFile(join(this.config.home, 'demo-logins.json'), 'utf8').catch(() => '');
    return { people: findDemoPeople(text) };
  }
}
