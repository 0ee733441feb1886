// Written by `npm run generate` from src/core/context/schema.ts.
export const validate = validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:phased-plans:context-state',
  title: 'State block of a PARA context file',
  type: 'object',
  properties: {
    active_context: {
      type: ['array', 'object', 'null'],
      items: { type: 'string' },
      properties: { repos: {} },
      additionalProperties: {
        type: ['array', 'object', 'string', 'null'],
        items: { type: 'string' },
        properties: { repos: {}, plans: { type: ['array', 'null'], items: { type: 'string' } } },
      },
    },
    completed_summaries: { type: ['array', 'null'], items: { type: 'string' } },
    execution_branch: { type: ['string', 'null'] },
    execution_started: { type: ['string', 'null'] },
    worktree_path: { type: ['string', 'null'] },
    phased_execution: {
      type: ['object', 'null'],
      properties: {
        master_plan: { type: ['string', 'null'] },
        phases: {
          type: ['array', 'null'],
          items: {
            type: 'object',
            required: ['phase'],
            properties: {
              phase: { type: ['number', 'string'] },
              name: { type: ['string', 'null'] },
              description: { type: ['string', 'null'] },
              plan: { type: ['string', 'null'] },
              status: { enum: ['pending', 'planned', 'in_progress', 'completed', 'complete', 'merged', 'dropped'] },
              depends_on: { type: ['array', 'number', 'string', 'null'], items: { type: ['number', 'string'] } },
              branch: { type: ['string', 'null'] },
              worktree_path: { type: ['string', 'null'] },
              merged: { type: ['boolean', 'null'] },
              pr: { type: ['number', 'string', 'null'] },
              completed_at: { type: ['string', 'null'] },
            },
          },
          maxItems: 1000,
        },
        current_phase: { type: ['number', 'string', 'null'] },
      },
    },
    current_phase: { type: ['number', 'string', 'null'] },
    workflow: {
      type: ['object', 'string', 'null'],
      properties: { current_phase: { type: ['number', 'string', 'null'] } },
    },
    last_updated: { type: ['string', 'null'] },
  },
};
const func0 = Object.prototype.hasOwnProperty;
function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="urn:phased-plans:context-state" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.active_context !== undefined && func0.call(data, 'active_context')) {
      let data0 = data.active_context;
      if (typeof data0 != 'object') {
        const err0 = {
          instancePath: instancePath + '/active_context',
          schemaPath: '#/properties/active_context/type',
          keyword: 'type',
          params: { type: schema11.properties.active_context.type },
          message: 'must be array,object,null',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data0[i0] !== 'string') {
            const err1 = {
              instancePath: instancePath + '/active_context/' + i0,
              schemaPath: '#/properties/active_context/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
        }
      }
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key0 of Object.keys(data0)) {
          if (!(key0 === 'repos')) {
            let data2 = data0[key0];
            if (typeof data2 != 'object' && typeof data2 !== 'string') {
              const err2 = {
                instancePath: instancePath + '/active_context/' + key0.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/properties/active_context/additionalProperties/type',
                keyword: 'type',
                params: { type: schema11.properties.active_context.additionalProperties.type },
                message: 'must be array,object,string,null',
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
            if (Array.isArray(data2)) {
              const len1 = data2.length;
              for (let i1 = 0; i1 < len1; i1++) {
                if (typeof data2[i1] !== 'string') {
                  const err3 = {
                    instancePath:
                      instancePath + '/active_context/' + key0.replace(/~/g, '~0').replace(/\//g, '~1') + '/' + i1,
                    schemaPath: '#/properties/active_context/additionalProperties/items/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  };
                  if (vErrors === null) {
                    vErrors = [err3];
                  } else {
                    vErrors.push(err3);
                  }
                  errors++;
                }
              }
            }
            if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
              if (data2.plans !== undefined && func0.call(data2, 'plans')) {
                let data4 = data2.plans;
                if (!Array.isArray(data4) && data4 !== null) {
                  const err4 = {
                    instancePath:
                      instancePath + '/active_context/' + key0.replace(/~/g, '~0').replace(/\//g, '~1') + '/plans',
                    schemaPath: '#/properties/active_context/additionalProperties/properties/plans/type',
                    keyword: 'type',
                    params: { type: schema11.properties.active_context.additionalProperties.properties.plans.type },
                    message: 'must be array,null',
                  };
                  if (vErrors === null) {
                    vErrors = [err4];
                  } else {
                    vErrors.push(err4);
                  }
                  errors++;
                }
                if (Array.isArray(data4)) {
                  const len2 = data4.length;
                  for (let i2 = 0; i2 < len2; i2++) {
                    if (typeof data4[i2] !== 'string') {
                      const err5 = {
                        instancePath:
                          instancePath +
                          '/active_context/' +
                          key0.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/plans/' +
                          i2,
                        schemaPath: '#/properties/active_context/additionalProperties/properties/plans/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      };
                      if (vErrors === null) {
                        vErrors = [err5];
                      } else {
                        vErrors.push(err5);
                      }
                      errors++;
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    if (data.completed_summaries !== undefined && func0.call(data, 'completed_summaries')) {
      let data6 = data.completed_summaries;
      if (!Array.isArray(data6) && data6 !== null) {
        const err6 = {
          instancePath: instancePath + '/completed_summaries',
          schemaPath: '#/properties/completed_summaries/type',
          keyword: 'type',
          params: { type: schema11.properties.completed_summaries.type },
          message: 'must be array,null',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (Array.isArray(data6)) {
        const len3 = data6.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (typeof data6[i3] !== 'string') {
            const err7 = {
              instancePath: instancePath + '/completed_summaries/' + i3,
              schemaPath: '#/properties/completed_summaries/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
      }
    }
    if (data.execution_branch !== undefined && func0.call(data, 'execution_branch')) {
      let data8 = data.execution_branch;
      if (typeof data8 !== 'string' && data8 !== null) {
        const err8 = {
          instancePath: instancePath + '/execution_branch',
          schemaPath: '#/properties/execution_branch/type',
          keyword: 'type',
          params: { type: schema11.properties.execution_branch.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.execution_started !== undefined && func0.call(data, 'execution_started')) {
      let data9 = data.execution_started;
      if (typeof data9 !== 'string' && data9 !== null) {
        const err9 = {
          instancePath: instancePath + '/execution_started',
          schemaPath: '#/properties/execution_started/type',
          keyword: 'type',
          params: { type: schema11.properties.execution_started.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.worktree_path !== undefined && func0.call(data, 'worktree_path')) {
      let data10 = data.worktree_path;
      if (typeof data10 !== 'string' && data10 !== null) {
        const err10 = {
          instancePath: instancePath + '/worktree_path',
          schemaPath: '#/properties/worktree_path/type',
          keyword: 'type',
          params: { type: schema11.properties.worktree_path.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.phased_execution !== undefined && func0.call(data, 'phased_execution')) {
      let data11 = data.phased_execution;
      if (!(data11 && typeof data11 == 'object' && !Array.isArray(data11)) && data11 !== null) {
        const err11 = {
          instancePath: instancePath + '/phased_execution',
          schemaPath: '#/properties/phased_execution/type',
          keyword: 'type',
          params: { type: schema11.properties.phased_execution.type },
          message: 'must be object,null',
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
      if (data11 && typeof data11 == 'object' && !Array.isArray(data11)) {
        if (data11.master_plan !== undefined && func0.call(data11, 'master_plan')) {
          let data12 = data11.master_plan;
          if (typeof data12 !== 'string' && data12 !== null) {
            const err12 = {
              instancePath: instancePath + '/phased_execution/master_plan',
              schemaPath: '#/properties/phased_execution/properties/master_plan/type',
              keyword: 'type',
              params: { type: schema11.properties.phased_execution.properties.master_plan.type },
              message: 'must be string,null',
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data11.phases !== undefined && func0.call(data11, 'phases')) {
          let data13 = data11.phases;
          if (!Array.isArray(data13) && data13 !== null) {
            const err13 = {
              instancePath: instancePath + '/phased_execution/phases',
              schemaPath: '#/properties/phased_execution/properties/phases/type',
              keyword: 'type',
              params: { type: schema11.properties.phased_execution.properties.phases.type },
              message: 'must be array,null',
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
          if (Array.isArray(data13)) {
            if (data13.length > 1000) {
              const err14 = {
                instancePath: instancePath + '/phased_execution/phases',
                schemaPath: '#/properties/phased_execution/properties/phases/maxItems',
                keyword: 'maxItems',
                params: { limit: 1000 },
                message: 'must NOT have more than 1000 items',
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            const len4 = data13.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data14 = data13[i4];
              if (data14 && typeof data14 == 'object' && !Array.isArray(data14)) {
                if (data14.phase === undefined || !func0.call(data14, 'phase')) {
                  const err15 = {
                    instancePath: instancePath + '/phased_execution/phases/' + i4,
                    schemaPath: '#/properties/phased_execution/properties/phases/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'phase' },
                    message: "must have required property '" + 'phase' + "'",
                  };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
                if (data14.phase !== undefined && func0.call(data14, 'phase')) {
                  let data15 = data14.phase;
                  if (!(typeof data15 == 'number') && typeof data15 !== 'string') {
                    const err16 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/phase',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/phase/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.phase.type,
                      },
                      message: 'must be number,string',
                    };
                    if (vErrors === null) {
                      vErrors = [err16];
                    } else {
                      vErrors.push(err16);
                    }
                    errors++;
                  }
                }
                if (data14.name !== undefined && func0.call(data14, 'name')) {
                  let data16 = data14.name;
                  if (typeof data16 !== 'string' && data16 !== null) {
                    const err17 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/name',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/name/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.name.type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err17];
                    } else {
                      vErrors.push(err17);
                    }
                    errors++;
                  }
                }
                if (data14.description !== undefined && func0.call(data14, 'description')) {
                  let data17 = data14.description;
                  if (typeof data17 !== 'string' && data17 !== null) {
                    const err18 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/description',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/description/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.description.type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err18];
                    } else {
                      vErrors.push(err18);
                    }
                    errors++;
                  }
                }
                if (data14.plan !== undefined && func0.call(data14, 'plan')) {
                  let data18 = data14.plan;
                  if (typeof data18 !== 'string' && data18 !== null) {
                    const err19 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/plan',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/plan/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.plan.type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      vErrors.push(err19);
                    }
                    errors++;
                  }
                }
                if (data14.status !== undefined && func0.call(data14, 'status')) {
                  let data19 = data14.status;
                  if (!(
                    data19 === 'pending' ||
                    data19 === 'planned' ||
                    data19 === 'in_progress' ||
                    data19 === 'completed' ||
                    data19 === 'complete' ||
                    data19 === 'merged' ||
                    data19 === 'dropped'
                  )) {
                    const err20 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/status',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/status/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema11.properties.phased_execution.properties.phases.items.properties.status.enum,
                      },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err20];
                    } else {
                      vErrors.push(err20);
                    }
                    errors++;
                  }
                }
                if (data14.depends_on !== undefined && func0.call(data14, 'depends_on')) {
                  let data20 = data14.depends_on;
                  if (
                    !Array.isArray(data20) &&
                    !(typeof data20 == 'number') &&
                    typeof data20 !== 'string' &&
                    data20 !== null
                  ) {
                    const err21 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/depends_on',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/depends_on/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.depends_on.type,
                      },
                      message: 'must be array,number,string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                  if (Array.isArray(data20)) {
                    const len5 = data20.length;
                    for (let i5 = 0; i5 < len5; i5++) {
                      let data21 = data20[i5];
                      if (!(typeof data21 == 'number') && typeof data21 !== 'string') {
                        const err22 = {
                          instancePath: instancePath + '/phased_execution/phases/' + i4 + '/depends_on/' + i5,
                          schemaPath:
                            '#/properties/phased_execution/properties/phases/items/properties/depends_on/items/type',
                          keyword: 'type',
                          params: {
                            type: schema11.properties.phased_execution.properties.phases.items.properties.depends_on
                              .items.type,
                          },
                          message: 'must be number,string',
                        };
                        if (vErrors === null) {
                          vErrors = [err22];
                        } else {
                          vErrors.push(err22);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data14.branch !== undefined && func0.call(data14, 'branch')) {
                  let data22 = data14.branch;
                  if (typeof data22 !== 'string' && data22 !== null) {
                    const err23 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/branch',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/branch/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.branch.type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err23];
                    } else {
                      vErrors.push(err23);
                    }
                    errors++;
                  }
                }
                if (data14.worktree_path !== undefined && func0.call(data14, 'worktree_path')) {
                  let data23 = data14.worktree_path;
                  if (typeof data23 !== 'string' && data23 !== null) {
                    const err24 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/worktree_path',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/worktree_path/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.worktree_path
                          .type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err24];
                    } else {
                      vErrors.push(err24);
                    }
                    errors++;
                  }
                }
                if (data14.merged !== undefined && func0.call(data14, 'merged')) {
                  let data24 = data14.merged;
                  if (typeof data24 !== 'boolean' && data24 !== null) {
                    const err25 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/merged',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/merged/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.merged.type,
                      },
                      message: 'must be boolean,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err25];
                    } else {
                      vErrors.push(err25);
                    }
                    errors++;
                  }
                }
                if (data14.pr !== undefined && func0.call(data14, 'pr')) {
                  let data25 = data14.pr;
                  if (!(typeof data25 == 'number') && typeof data25 !== 'string' && data25 !== null) {
                    const err26 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/pr',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/pr/type',
                      keyword: 'type',
                      params: { type: schema11.properties.phased_execution.properties.phases.items.properties.pr.type },
                      message: 'must be number,string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err26];
                    } else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
                if (data14.completed_at !== undefined && func0.call(data14, 'completed_at')) {
                  let data26 = data14.completed_at;
                  if (typeof data26 !== 'string' && data26 !== null) {
                    const err27 = {
                      instancePath: instancePath + '/phased_execution/phases/' + i4 + '/completed_at',
                      schemaPath: '#/properties/phased_execution/properties/phases/items/properties/completed_at/type',
                      keyword: 'type',
                      params: {
                        type: schema11.properties.phased_execution.properties.phases.items.properties.completed_at.type,
                      },
                      message: 'must be string,null',
                    };
                    if (vErrors === null) {
                      vErrors = [err27];
                    } else {
                      vErrors.push(err27);
                    }
                    errors++;
                  }
                }
              } else {
                const err28 = {
                  instancePath: instancePath + '/phased_execution/phases/' + i4,
                  schemaPath: '#/properties/phased_execution/properties/phases/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
          }
        }
        if (data11.current_phase !== undefined && func0.call(data11, 'current_phase')) {
          let data27 = data11.current_phase;
          if (!(typeof data27 == 'number') && typeof data27 !== 'string' && data27 !== null) {
            const err29 = {
              instancePath: instancePath + '/phased_execution/current_phase',
              schemaPath: '#/properties/phased_execution/properties/current_phase/type',
              keyword: 'type',
              params: { type: schema11.properties.phased_execution.properties.current_phase.type },
              message: 'must be number,string,null',
            };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      }
    }
    if (data.current_phase !== undefined && func0.call(data, 'current_phase')) {
      let data28 = data.current_phase;
      if (!(typeof data28 == 'number') && typeof data28 !== 'string' && data28 !== null) {
        const err30 = {
          instancePath: instancePath + '/current_phase',
          schemaPath: '#/properties/current_phase/type',
          keyword: 'type',
          params: { type: schema11.properties.current_phase.type },
          message: 'must be number,string,null',
        };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.workflow !== undefined && func0.call(data, 'workflow')) {
      let data29 = data.workflow;
      if (
        !(data29 && typeof data29 == 'object' && !Array.isArray(data29)) &&
        typeof data29 !== 'string' &&
        data29 !== null
      ) {
        const err31 = {
          instancePath: instancePath + '/workflow',
          schemaPath: '#/properties/workflow/type',
          keyword: 'type',
          params: { type: schema11.properties.workflow.type },
          message: 'must be object,string,null',
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
      if (data29 && typeof data29 == 'object' && !Array.isArray(data29)) {
        if (data29.current_phase !== undefined && func0.call(data29, 'current_phase')) {
          let data30 = data29.current_phase;
          if (!(typeof data30 == 'number') && typeof data30 !== 'string' && data30 !== null) {
            const err32 = {
              instancePath: instancePath + '/workflow/current_phase',
              schemaPath: '#/properties/workflow/properties/current_phase/type',
              keyword: 'type',
              params: { type: schema11.properties.workflow.properties.current_phase.type },
              message: 'must be number,string,null',
            };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
      }
    }
    if (data.last_updated !== undefined && func0.call(data, 'last_updated')) {
      let data31 = data.last_updated;
      if (typeof data31 !== 'string' && data31 !== null) {
        const err33 = {
          instancePath: instancePath + '/last_updated',
          schemaPath: '#/properties/last_updated/type',
          keyword: 'type',
          params: { type: schema11.properties.last_updated.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
  } else {
    const err34 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err34];
    } else {
      vErrors.push(err34);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
