/* The results page: its field is there at once, so search.js is loaded with the page. */
(function () {
  'use strict';
  var opener = document.querySelector('[data-search-open]');
  if (!opener) return;
  var s = document.createElement('script'); s.src = opener.dataset.searchOpen.split(' ')[0]; document.head.appendChild(s);
})();
