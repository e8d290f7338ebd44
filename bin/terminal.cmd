@echo off
rem Starts the terminal, or with "demo" the demonstration; builds first what is not built yet.
setlocal
set "root=%~dp0.."
set "built=%root%\terminal-app\target"
set "main=org.yibao.terminal.command.Main"
set "arguments=%*"
if "%~1"=="demo" (
    set "built=%root%\acceptance\target"
    set "main=org.yibao.acceptance.demo.Demo"
    call set "arguments=%%arguments:*demo=%%"
)
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%built%\lib" (
    pushd "%root%"
    call mvn -q -B -DskipTests package 1>&2 || exit /b 1
    popd
)
set "compiler=-XX:TieredStopAtLevel=1"
echo %arguments% | find "--jsonl" >nul && set "compiler=-XX:+TieredCompilation"
"%java%" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC %compiler% -Xss512k -Xms32m -Xmx256m -Dfile.encoding=UTF-8 -cp "%built%\*;%built%\lib\*" %main% %arguments%
exit /b %errorlevel%
