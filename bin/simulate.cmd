@echo off
rem Simulates terminals and platform from seeds; builds first what is not built yet.
setlocal
set "root=%~dp0.."
set "built=%root%\acceptance\target"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%built%\lib" (
    pushd "%root%"
    call mvn -q -B -DskipTests package 1>&2 || exit /b 1
    popd
)
"%java%" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx512m -Dfile.encoding=UTF-8 -cp "%built%\*;%built%\lib\*" org.yibao.acceptance.simulation.Simulate %*
exit /b %errorlevel%
