import { Module } from '@nestjs/common';
import { ServiceModule } from '#service';
import { FilesController } from './files.controller.js';

@Module({ imports: [ServiceModule], controllers: [FilesController] })
export class FilesApiModule {}
