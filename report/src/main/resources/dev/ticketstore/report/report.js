'use strict';
(() => {
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const drawn = new Map();
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  const option = (chart) => {
    const text = color('muted');
    const line = color('line');
    const ranking = chart.kind === 'ranking';
    const names = {
      type: 'category', data: chart.names, inverse: ranking,
      axisLabel: {color: text, hideOverlap: true, ...(chart.names.join('').length < 50 && {interval: 0}), ...(ranking && {width: 170, overflow: 'truncate'})},
      axisLine: {lineStyle: {color: line}}, axisTick: {show: false},
    };
    const numbers = {
      type: 'value', minInterval: 1, axisLabel: {color: text, hideOverlap: true}, splitLine: {lineStyle: {color: line}},
    };
    return {
      animation: false,
      color: [color('first'), color('second')],
      textStyle: {fontFamily: 'inherit'},
      grid: {left: 8, right: 16, top: chart.series.length > 1 ? 34 : 12, bottom: 8, containLabel: true},
      legend: {show: chart.series.length > 1, top: 0, left: 0, icon: 'roundRect', textStyle: {color: color('text')}},
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: color('surface'), borderColor: line,
        textStyle: {color: color('text')}, axisPointer: {type: chart.kind === 'area' ? 'line' : 'shadow'},
      },
      xAxis: ranking ? numbers : names,
      yAxis: ranking ? names : numbers,
      series: chart.series.map((one) => ({
        name: one.name, data: one.values, barMaxWidth: 26,
        ...(chart.kind === 'area'
          ? {type: 'line', showSymbol: one.values.length < 40, areaStyle: {opacity: 0.15}}
          : {type: 'bar'}),
      })),
    };
  };

  const draw = () => {
    for (const element of document.querySelectorAll('[data-chart]')) {
      const name = element.dataset.chart;
      if (!drawn.has(name)) {
        drawn.set(name, echarts.init(element, null, {renderer: 'svg'}));
      }
      drawn.get(name).setOption(option(charts[name]), true);
    }
  };

  const resize = () => drawn.forEach((chart) => chart.resize());

  draw();
  addEventListener('resize', resize);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('beforeprint', () => { draw(); resize(); });
  addEventListener('afterprint', () => { draw(); resize(); });
})();
