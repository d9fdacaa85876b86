-- Sends each prepared form once: every one has its own key, contact, offer and address.
local forms, position = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do forms[#forms + 1] = line end
  math.randomseed(os.time() + os.clock() * 1000000)
  position = math.random(#forms)
end

function request()
  position = position % #forms + 1
  local cookie, body = forms[position]:match("([^\t]*)\t(.*)")
  local address = string.format("10.%d.%d.%d", math.random(255), math.random(255), math.random(255))
  return wrk.format("POST", nil, {
    ["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = address, ["Host"] = wrk.headers["Host"],
  }, body)
end
