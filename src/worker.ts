import './jobs/childLanguage.js';
import { startJobProcess } from './jobs/jobProcess.js';
import { jobServices } from './jobs/onnxServices.js';

// The child process of a job, and each of its workers.
startJobProcess(jobServices);
